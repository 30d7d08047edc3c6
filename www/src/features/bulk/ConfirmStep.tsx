// The last question before users are changed.
import { Alert, Button, Checkbox, Flex, Form, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canKeep, type Terms } from '../../data/checkpoints'
import { useConnection } from '../../data/connection'
import { hasLocks } from '../../data/job-run'
import { Step } from './Step'
import { Summary } from './Summary'

interface Props {
  terms: Terms
  /** How many would be changed. */
  matched: number
  /** Whether some of them are, by the same job. */
  hasBegun: boolean
  onBack: () => void
  onStart: (isKept: boolean) => void
}

/** More than these are confirmed by typing how many they are. */
const MANY = 100

export function ConfirmStep({ terms, matched, hasBegun, onBack, onStart }: Props) {
  const { t } = useTranslation('bulk')
  const connection = useConnection()
  const [form, number] = [useId(), useId()]
  const [isKept] = useState(() => canKeep(connection))
  const [typed, setTyped] = useState('')
  const [agrees, setAgrees] = useState(false)
  // The emulator in the page ends with the page: there is nothing to lose then.
  const lacksPlace = !isKept && connection.kind !== 'emulator'
  const lacksLocks = !hasLocks() && connection.kind !== 'emulator'
  const isMany = matched > MANY
  const isRight = !isMany || typed.trim() === String(matched)
  const mayStart = isRight && (agrees || !(lacksPlace || lacksLocks))
  const isEveryone = Object.keys(terms.where).length === 0
  return (
    <Step
      name="confirm"
      actions={
        <>
          <Button onClick={onBack}>{t('actions.back')}</Button>
          <Button type="primary" danger htmlType="submit" form={form} disabled={!mayStart}>
            {t('actions.start', { count: matched })}
          </Button>
        </>
      }
    >
      <Form id={form} layout="vertical" onFinish={() => mayStart && onStart(isKept)}>
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={t('confirm.question', { count: matched })}
          description={
            <>
              {isEveryone && (
                <div>
                  <strong>{t('confirm.everyone')}</strong>
                </div>
              )}
              <div>{hasBegun ? t('confirm.limitAgain') : t('confirm.limit', { count: matched })}</div>
            </>
          }
        />
        {isMany && (
          <Form.Item
            label={t('confirm.type', { count: matched })}
            htmlFor={number}
            {...(typed !== '' && !isRight && { validateStatus: 'error', help: t('confirm.typed', { count: matched }) })}
          >
            <Input
              id={number}
              autoComplete="off"
              inputMode="numeric"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Form.Item>
        )}
        {(lacksPlace || lacksLocks) && (
          <Alert
            type="error"
            showIcon
            style={{ marginBottom: 16 }}
            title={lacksPlace ? t('confirm.noPlaceTitle') : t('confirm.noLocksTitle')}
            description={
              <Flex vertical gap="small">
                {lacksPlace && t('confirm.noPlace')} {lacksPlace && !terms.marker && t('confirm.noPlaceUnmarked')}
                {lacksLocks && <div>{t('confirm.noLocks')}</div>}
                <Checkbox checked={agrees} onChange={(event) => setAgrees(event.target.checked)}>
                  {t('confirm.agree')}
                </Checkbox>
              </Flex>
            }
          />
        )}
      </Form>
      <Summary terms={terms} />
    </Step>
  )
}
