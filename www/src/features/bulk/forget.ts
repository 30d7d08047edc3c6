// Asks before a job can no longer be gone on with.
import type { App } from 'antd'
import type { TFunction } from 'i18next'
import type { JobRecord } from '../../data/checkpoints'

export function askToForget(
  modal: ReturnType<typeof App.useApp>['modal'],
  t: TFunction<'bulk'>,
  { marker }: JobRecord,
  onForget: () => void,
) {
  modal.confirm({
    title: t('forget.title'),
    content: marker ? t('forget.marked', { field: marker.field, value: marker.value }) : t('forget.unmarked'),
    okText: t('forget.ok'),
    okButtonProps: { danger: true },
    onOk: onForget,
  })
}
