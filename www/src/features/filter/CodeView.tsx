// A filter as code, with what is wrong underlined and said.
import { Typography } from 'antd'
import { useId, useMemo } from 'react'
import { Editor, type EditorProps } from '../../editor/Editor'
import type { Complained } from './complaint'
import { useComplaint } from './useComplaint'

interface Props extends Pick<EditorProps, 'value' | 'onChange' | 'language' | 'label' | 'placeholder' | 'onSubmit'> {
  complaint: Complained | undefined
}

export function CodeView({ complaint, ...editor }: Props) {
  const { words, wordsWithPlace } = useComplaint()
  const id = useId()
  const { from, to } = complaint ?? {}
  const message = complaint && words(complaint.about)
  const mistakes = useMemo(
    () => (from === undefined || to === undefined || message === undefined ? [] : [{ from, to, message }]),
    [from, to, message],
  )
  return (
    <>
      <Editor {...editor} lines={6} mistakes={mistakes} describedBy={id} />
      <div id={id} role="status" style={{ minHeight: 24, marginBlock: 4 }}>
        {complaint && <Typography.Text className="filter-wrong">{wordsWithPlace(editor.value, complaint)}</Typography.Text>}
      </div>
    </>
  )
}
