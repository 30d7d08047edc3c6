// The app's own fields of one user, each with its editor.
import { Empty, Flex } from 'antd'
import type { User } from 'minapp-users'
import { useTranslation } from 'react-i18next'
import { useFields } from '../../../data/fields'
import { AddField } from '../../change/AddField'
import { FieldRow } from './FieldRow'
import type { Drafts } from './useDrafts'

export function CustomFields({ user, drafts }: { user: User; drafts: Drafts }) {
  const { t } = useTranslation('user')
  const known = useFields()
    .filter(({ isBuiltIn }) => !isBuiltIn)
    .map(({ name }) => name)
  // Names that nobody read so far has come last, as they were added.
  const added = drafts.all.map(({ change }) => change.field).filter((name) => !known.includes(name))
  const names = [...known, ...added]
  return (
    <Flex vertical gap="middle">
      {names.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noFields')} />}
      <div>
        {names.map((name) => (
          <FieldRow
            key={name}
            name={name}
            value={user[name]}
            draft={drafts.all.find(({ change }) => change.field === name)}
            problem={drafts.problems.get(name)}
            onPut={drafts.put}
            onDrop={drafts.drop}
          />
        ))}
      </div>
      <AddField taken={names} onAdd={(change) => drafts.put(change, undefined)} />
    </Flex>
  )
}
