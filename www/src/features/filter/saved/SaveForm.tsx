import { App, Button, Flex, Form, Input, Typography } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  filter: string
  isWrong: boolean
  has: (name: string) => boolean
  onSave: (name: string) => void
}

/** Saves the current filter under a name; one that is taken is replaced only when asked to. */
export function SaveForm({ filter, isWrong, has, onSave }: Props) {
  const { t } = useTranslation('filter')
  const { modal } = App.useApp()
  const id = useId()
  const [name, setName] = useState('')
  if (isWrong || filter === '') {
    return <Typography.Paragraph type="secondary">{t(isWrong ? 'saved.wrong' : 'saved.nothing')}</Typography.Paragraph>
  }
  const chosen = name.trim()
  const save = () => {
    onSave(chosen)
    setName('')
  }
  const ask = () => {
    if (!has(chosen)) return save()
    modal.confirm({ title: t('saved.replaceAsk', { name: chosen }), okText: t('saved.replace'), onOk: save })
  }
  return (
    <Form layout="vertical" onFinish={ask}>
      <Form.Item label={t('saved.newName')} htmlFor={id} style={{ marginBottom: 4 }} extra={<code>{filter}</code>}>
        <Flex gap="small">
          <Input
            id={id}
            value={name}
            maxLength={100}
            placeholder={t('saved.newNamePlaceholder')}
            onChange={({ target }) => setName(target.value)}
          />
          <Button type="primary" htmlType="submit" disabled={chosen === ''}>
            {t('saved.save')}
          </Button>
        </Flex>
      </Form.Item>
    </Form>
  )
}
