import { useState } from 'react'
import { useAddress } from '../users/address'
import { type Draft, filterOf, openDraft } from './draft'

/** The filter in the address, and what is made of it before it is applied. Another filter begins at the first page. */
export function useDraft() {
  const { filter, setAddress } = useAddress()
  const [draft, setDraft] = useState(() => openDraft(filter))
  const [seen, setSeen] = useState(filter)
  if (seen !== filter) {
    setSeen(filter)
    // Somebody went back, or followed a link: what was begun was about another filter.
    if (draft.base !== filter) setDraft(openDraft(filter))
  }
  const apply = (next: Draft) => {
    const text = filterOf(next)
    setDraft({ ...next, base: text ?? '' })
    void setAddress({ filter: text, page: null })
  }
  return { filter, draft, setDraft, apply }
}
