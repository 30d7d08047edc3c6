import { useTranslation } from 'react-i18next'
import { type Complained, type Complaint, lineAndColumn } from './complaint'

/** Says what is wrong in words. */
export function useComplaint() {
  const { t } = useTranslation('filter')
  const words = (complaint: Complaint) => complaint.words ?? t(`complaints.${complaint.text}`)
  return {
    words,
    /** With the place in the text that it is about. */
    wordsWithPlace: (text: string, { from, about }: Complained) => {
      const place = lineAndColumn(text, from)
      return t(text.includes('\n') ? 'mistake.atLine' : 'mistake.at', { ...place, words: words(about) })
    },
  }
}
