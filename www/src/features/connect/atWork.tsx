import { LoadingOutlined } from '@ant-design/icons'
import type { ButtonProps } from 'antd'

/**
 * A button at work, for its `loading`. The button's own icon moves out of sight when the work is done, and when that was short,
 * it stays there and goes on telling screen readers that the button loads.
 */
export const atWork = (isAtWork: boolean): ButtonProps['loading'] => isAtWork && { icon: <LoadingOutlined aria-hidden /> }
