import { Form, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { EMULATOR_SIZES } from '../../data/emulator'

/** How large the emulator is. */
export function EmulatorFields() {
  const { t, i18n } = useTranslation('connect')
  return (
    <Form.Item name="users" label={t('users')} extra={t('usersHelp')}>
      <Radio.Group
        optionType="button"
        buttonStyle="solid"
        aria-label={t('users')}
        options={EMULATOR_SIZES.map((value) => ({ value, label: value.toLocaleString(i18n.language) }))}
      />
    </Form.Item>
  )
}
