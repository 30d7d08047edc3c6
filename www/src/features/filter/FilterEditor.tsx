// The filter's editor: three views of one filter. It is applied as a whole; what is begun stays while the drawer is closed.
import { WarningOutlined } from '@ant-design/icons'
import { Button, Drawer, Flex, Tabs, Typography } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BrokenElsewhere } from './BrokenElsewhere'
import { BuilderView } from './builder/BuilderView'
import { CountMatches } from './CountMatches'
import {
  brokenViews,
  type Draft,
  isChanged,
  type Mistakes,
  openDraft,
  type View,
  VIEWS,
  withJson,
  withoutMistakes,
  withText,
  withTree,
} from './draft'
import { CodeView } from './CodeView'
import { ShortForm } from './help/ShortForm'
import { useDiscovery } from './useDiscovery'

interface Props {
  isOpen: boolean
  /** What is applied. */
  filter: string
  draft: Draft
  mistakes: Mistakes
  onChange: (draft: Draft) => void
  onApply: (draft: Draft) => void
  onClose: () => void
}

export default function FilterEditor({ isOpen, filter, draft, mistakes, onChange, onApply, onClose }: Props) {
  const { t } = useTranslation('filter')
  const reasonId = useId()
  useDiscovery()
  const broken = brokenViews(mistakes)
  const [view, setView] = useState<View>(broken[0] ?? 'builder')
  const isDirty = broken.length > 0 || isChanged(draft)

  const apply = () => {
    if (broken.length > 0) return
    onApply(draft)
    onClose()
  }

  const views = {
    builder: <BuilderView draft={draft} problems={mistakes.builder} onChange={(tree) => onChange(withTree(draft, tree))} />,
    text: (
      <>
        <CodeView
          language="condition"
          label={t('editor.textLabel')}
          value={draft.text}
          complaint={mistakes.text}
          placeholder={t('bar.placeholder')}
          onChange={(text) => onChange(withText(draft, text))}
          onSubmit={apply}
        />
        <ShortForm />
      </>
    ),
    json: (
      <>
        <CodeView
          language="json"
          label={t('editor.jsonLabel')}
          value={draft.json}
          complaint={mistakes.json}
          onChange={(json) => onChange(withJson(draft, json))}
          onSubmit={apply}
        />
        <Typography.Paragraph type="secondary">{t('editor.jsonHelp')}</Typography.Paragraph>
      </>
    ),
  }
  const elsewhere = broken.find((other) => other !== view)

  return (
    <Drawer
      open={isOpen}
      destroyOnHidden
      title={t('editor.title')}
      size="min(800px, 100vw)"
      onClose={onClose}
      styles={{ body: { paddingTop: 8 } }}
      footer={
        <Flex gap="small" wrap justify="space-between" align="center">
          <CountMatches where={draft.where} isDisabled={broken.length > 0} />
          <Flex gap="small" wrap justify="end" style={{ marginInlineStart: 'auto' }}>
            {isDirty && (
              <Button type="text" onClick={() => onChange(openDraft(filter))}>
                {t('editor.discard')}
              </Button>
            )}
            <Button onClick={onClose}>{t('editor.close')}</Button>
            <Button type="primary" disabled={broken.length > 0} aria-describedby={reasonId} onClick={apply}>
              {t('apply')}
            </Button>
          </Flex>
          <div id={reasonId} role="status" style={{ flexBasis: '100%', textAlign: 'end' }}>
            {broken.map((view) => (
              <div key={view}>
                <Typography.Text className="filter-wrong">
                  <WarningOutlined aria-hidden /> {t(`editor.reason.${view}`)}
                </Typography.Text>
              </div>
            ))}
          </div>
        </Flex>
      }
    >
      <Tabs
        activeKey={view}
        onChange={(key) => setView(VIEWS.find((view) => view === key) ?? view)}
        items={VIEWS.map((key) => ({
          key,
          label: broken.includes(key) ? <BrokenLabel view={key} /> : t(`editor.views.${key}`),
          children: (
            <>
              {key === view && elsewhere && (
                <BrokenElsewhere
                  view={elsewhere}
                  onGo={() => setView(elsewhere)}
                  onDrop={() => onChange(withoutMistakes(draft))}
                  isHere={broken.includes(view)}
                />
              )}
              {views[key]}
            </>
          ),
        }))}
      />
    </Drawer>
  )
}

function BrokenLabel({ view }: { view: View }) {
  const { t } = useTranslation('filter')
  const name = t(`editor.views.${view}`)
  return (
    <span aria-label={t('editor.broken', { view: name })}>
      {name} <WarningOutlined aria-hidden />
    </span>
  )
}
