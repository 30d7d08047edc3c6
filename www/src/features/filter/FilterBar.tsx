// The filter in one line, above the table, and the ways to its editor, the saved ones and its code.
import { CodeOutlined, FilterFilled, FilterOutlined, FolderOpenOutlined } from '@ant-design/icons'
import { Badge, Button, Flex } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress, useCondition } from '../users/address'
import { brokenViews, mistakesOf, openDraft } from './draft'
import { FilterInput } from './FilterInput'
import { useDraft } from './useDraft'

const FilterEditor = lazy(() => import('./FilterEditor'))
const SavedFilters = lazy(() => import('./saved/SavedFilters'))
const CodeDialog = lazy(() => import('./code/CodeDialog'))
const ShortFormDialog = lazy(() => import('./help/ShortFormDialog'))

type Dialog = 'editor' | 'saved' | 'code' | 'help'

export function FilterBar() {
  const { t } = useTranslation('filter')
  const { filter, draft, setDraft, apply } = useDraft()
  const { sort, page, size } = useAddress()
  const { where, error } = useCondition()
  const [open, setOpen] = useState<Dialog>()
  const mistakes = useMemo(() => mistakesOf(draft), [draft])
  // The line shows the mistakes of the text itself.
  const isBrokenInside = brokenViews(mistakes).some((view) => view !== 'text')
  const close = () => setOpen(undefined)
  return (
    <>
      <Flex gap="small" wrap align="start">
        <FilterInput
          filter={filter}
          draft={draft}
          complaint={mistakes.text}
          onChange={setDraft}
          onApply={apply}
          onHelp={() => setOpen('help')}
        />
        <Flex gap="small" wrap>
          <Badge dot={isBrokenInside}>
            <Button
              icon={filter === '' ? <FilterOutlined aria-hidden /> : <FilterFilled aria-hidden />}
              aria-label={isBrokenInside ? t('bar.editBroken') : undefined}
              onClick={() => setOpen('editor')}
            >
              {t('bar.edit')}
            </Button>
          </Badge>
          <Button icon={<FolderOpenOutlined aria-hidden />} onClick={() => setOpen('saved')}>
            {t('bar.saved')}
          </Button>
          <Button
            icon={<CodeOutlined aria-hidden />}
            disabled={error !== undefined}
            title={error && t('bar.codeWrong')}
            onClick={() => setOpen('code')}
          >
            {t('bar.code')}
          </Button>
        </Flex>
      </Flex>
      <Suspense>
        {open === 'editor' && (
          <FilterEditor {...{ filter, draft, mistakes }} onChange={setDraft} onApply={apply} onClose={close} />
        )}
        {open === 'saved' && (
          <SavedFilters
            filter={filter}
            isWrong={error !== undefined}
            onApply={(text) => apply(openDraft(text))}
            onClose={close}
          />
        )}
        {open === 'code' && <CodeDialog list={{ where, sort, page, size }} onClose={close} />}
        {open === 'help' && <ShortFormDialog onClose={close} />}
      </Suspense>
    </>
  )
}
