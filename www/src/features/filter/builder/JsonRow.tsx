// A part that the builder has no form for, as JSON.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Editor } from '../../../editor/Editor'
import { useComplaint } from '../useComplaint'
import { useBuilder, useProblems } from './context'
import { Problems } from './Problems'
import { RowActions } from './RowActions'
import type { JsonPart } from './tree'

interface Props {
  part: JsonPart
  name: string
  parent: string
}

export function JsonRow({ part, name, parent }: Props) {
  const { t } = useTranslation('filter')
  const { replace } = useBuilder()
  const problems = useProblems(part.id)
  const { words } = useComplaint()
  const [first] = problems
  const { span, wrong } = first ?? {}
  const message = wrong && words(wrong)
  const mistakes = useMemo(() => (span && message ? [{ from: span.from, to: span.to, message }] : []), [span, message])
  const id = `filter-${part.id}-problems`
  return (
    <div role="group" aria-label={name} className="filter-row">
      <div className="filter-row-json">
        <Editor
          language="json"
          label={t('builder.jsonLabel')}
          value={part.text}
          mistakes={mistakes}
          describedBy={id}
          onChange={(text) => replace(part.id, () => [{ ...part, text }])}
        />
      </div>
      <RowActions part={part} parent={parent} canWrap={false} />
      <Problems id={id} problems={problems} />
    </div>
  )
}
