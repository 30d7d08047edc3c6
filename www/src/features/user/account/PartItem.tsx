// A labelled control of the account form, with what is to be said of it.
import { Flex, Typography } from 'antd'
import { type ReactNode, useId } from 'react'

interface Props {
  label: string
  /** Stand beside the label, and are no part of the name. */
  tags?: ReactNode
  hint: ReactNode
  problem: string | undefined
  /** What the control takes, so that it is named and described. */
  children: (control: { id: string; describedBy: string; isInvalid: boolean }) => ReactNode
}

export function PartItem({ label, tags, hint, problem, children }: Props) {
  const id = useId()
  const describedBy = `${id}-about`
  return (
    <Flex vertical gap={4}>
      <Flex gap="small" wrap>
        <label htmlFor={id} style={{ fontWeight: 600 }}>
          {label}
        </label>
        {tags}
      </Flex>
      {children({ id, describedBy, isInvalid: problem !== undefined })}
      <div id={describedBy}>
        {problem !== undefined && (
          <Typography.Text type="danger" role="alert" style={{ display: 'block' }}>
            <span ref={reveal}>{problem}</span>
          </Typography.Text>
        )}
        <Typography.Text type="secondary">{hint}</Typography.Text>
      </div>
    </Flex>
  )
}

const reveal = (problem: HTMLElement | null) => problem?.scrollIntoView({ block: 'nearest' })
