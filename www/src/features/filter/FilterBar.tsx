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
  const [dialog, setDialog] = useState<{ name: Dialog; isOpen: boolean; time: number }>()
  const mistakes = useMemo(() => mistakesOf(draft), [draft])
  // The line shows the mistakes of the text itself.
  const isBrokenInside = brokenViews(mistakes).some((view) => view !== 'text')
  // Each opening begins anew; a dialog that is closed stays until it has given the focus back.
  const open = (name: Dialog) => setDialog({ name, isOpen: true, time: (dialog?.time ?? 0) + 1 })
  const close = () => setDialog((dialog) => dialog && { ...dialog, isOpen: false })
  const shared = { isOpen: dialog?.isOpen ?? false, onClose: close }
  return (
    <>
      <Flex gap="small" wrap align="start">
        <FilterInput
          filter={filter}
          draft={draft}
          complaint={mistakes.text}
          onChange={setDraft}
          onApply={apply}
          onHelp={() => open('help')}
        />
        <Flex gap="small" wrap>
          <Badge dot={isBrokenInside}>
            <Button
              icon={filter === '' ? <FilterOutlined aria-hidden /> : <FilterFilled aria-hidden />}
              aria-label={isBrokenInside ? t('bar.editBroken') : undefined}
              onClick={() => open('editor')}
            >
              {t('bar.edit')}
            </Button>
          </Badge>
          <Button icon={<FolderOpenOutlined aria-hidden />} onClick={() => open('saved')}>
            {t('bar.saved')}
          </Button>
          <Button
            icon={<CodeOutlined aria-hidden />}
            disabled={error !== undefined}
            title={error && t('bar.codeWrong')}
            onClick={() => open('code')}
          >
            {t('bar.code')}
          </Button>
        </Flex>
      </Flex>
      <Suspense key={dialog?.time}>
        {dialog?.name === 'editor' && (
          <FilterEditor {...shared} {...{ filter, draft, mistakes }} onChange={setDraft} onApply={apply} />
        )}
        {dialog?.name === 'saved' && (
          <SavedFilters
            {...shared}
            filter={filter}
            isWrong={error !== undefined}
            onApply={(text) => apply(openDraft(text))}
          />
        )}
        {dialog?.name === 'code' && <CodeDialog {...shared} list={{ where, sort, page, size }} />}
        {dialog?.name === 'help' && <ShortFormDialog {...shared} />}
      </Suspense>
    </>
  )
}
