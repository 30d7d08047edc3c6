// A new password, which the page holds in the input alone: React writes the value of a controlled one into the document, too.
import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { Button, Flex, theme } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  id: string
  isInvalid: boolean
  describedBy: string
  onChange: (password: string) => void
}

export function PasswordInput({ id, isInvalid, describedBy, onChange }: Props) {
  const { t } = useTranslation('user')
  const { token } = theme.useToken()
  const [isShown, setShown] = useState(false)
  return (
    <Flex gap="small">
      <input
        id={id}
        type={isShown ? 'text' : 'password'}
        autoComplete="new-password"
        spellCheck={false}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        style={{
          background: token.colorBgContainer,
          border: `1px solid ${isInvalid ? token.colorError : token.colorBorder}`,
          borderRadius: token.borderRadius,
          boxSizing: 'border-box',
          color: token.colorText,
          flex: 1,
          font: 'inherit',
          height: token.controlHeight,
          minWidth: 0,
          outlineColor: token.colorPrimary,
          padding: '0 11px',
        }}
        onChange={(event) => onChange(event.target.value)}
      />
      <Button
        icon={isShown ? <EyeInvisibleOutlined /> : <EyeOutlined />}
        aria-label={t(isShown ? 'account.hide' : 'account.show')}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
      />
    </Flex>
  )
}
