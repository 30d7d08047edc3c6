// A request to be looked at before it is sent: all that goes over the wire, and as a command.
import { Flex, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Verbatim } from '../../app/Verbatim'
import { type PlannedRequest, toCurl } from '../../data/request'

/** The parts of a request, none left out. */
export function RequestView({ request }: { request: PlannedRequest }) {
  const { t } = useTranslation('change')
  const { method, url, headers, body, withCookies } = request
  const { origin, pathname, searchParams } = new URL(url)
  return (
    <Flex vertical gap="small" role="group" aria-label={t('request.title')}>
      <Text label={t('request.line')}>
        <b>{method}</b> {origin}
        {pathname}
      </Text>
      {searchParams.size > 0 && (
        <Text label={t('request.query')}>{[...searchParams].map(([name, value]) => `${name} = ${value}`).join('\n')}</Text>
      )}
      {body !== undefined && <Text label={t('request.body')}>{JSON.stringify(JSON.parse(body), null, 2)}</Text>}
      <details>
        <summary>{t('request.raw')}</summary>
        <Flex vertical gap="small" style={{ paddingTop: 8 }}>
          <Text label="URL">{url}</Text>
          <Text label={t('request.headers')}>{headers.map(([name, value]) => `${name}: ${value}`).join('\n')}</Text>
          {withCookies && <Typography.Text type="secondary">{t('request.cookies')}</Typography.Text>}
        </Flex>
      </details>
      <Typography.Text copyable={{ text: toCurl(request), tooltips: [t('request.copyCurl'), t('request.copied')] }}>
        {t('request.curl')}
      </Typography.Text>
    </Flex>
  )
}

function Text({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Typography.Text type="secondary" style={{ fontSize: 12 }}>
        {label}
      </Typography.Text>
      <Verbatim label={label}>{children}</Verbatim>
    </div>
  )
}
