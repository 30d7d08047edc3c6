import { Button, type ButtonProps } from 'antd'

interface Props extends Omit<ButtonProps, 'disabled'> {
  /** Whether there is no step to take. */
  isIdle: boolean
}

/** A button that can be pressed again and again: it keeps the focus where there is no further step, as a disabled one does not. */
export function StepButton({ isIdle, onClick, ...props }: Props) {
  return <Button {...props} aria-disabled={isIdle} onClick={isIdle ? undefined : onClick} />
}
