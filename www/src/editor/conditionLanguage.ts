// Colours for the short form of a condition. They only help the eye: what is right is the package's to say.
import { StreamLanguage, type StreamParser } from '@codemirror/language'

const WORDS = /^(?:and|or|in|not|between|contains|matches|is|exists|has|all|key|intersects|within|center|nearsphere)(?![\p{L}\d_.])/iu

const parser: StreamParser<{ isPattern: boolean }> = {
  name: 'condition',
  startState: () => ({ isPattern: false }),
  copyState: (state) => ({ ...state }),
  token(stream, state) {
    if (stream.eatSpace()) return null
    if (state.isPattern && stream.match(/^\/(?:\\.|[^/\\])*\/?i?/)) {
      state.isPattern = false
      return 'regexp'
    }
    state.isPattern = false
    if (stream.match(/^"(?:\\.|[^"\\])*"?/) || stream.match(/^'(?:\\.|[^'\\])*'?/)) return 'string'
    if (stream.match(/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/i)) return 'number'
    if (stream.match(/^(?:true|false|null)(?![\p{L}\d_.])/iu)) return 'bool'
    if (stream.match(/^matches(?![\p{L}\d_.])/iu)) {
      state.isPattern = true
      return 'keyword'
    }
    if (stream.match(WORDS)) return 'keyword'
    if (stream.match(/^`[^`]*`?/) || stream.match(/^[\p{L}_$][\p{L}\d_.$]*/u)) return 'propertyName'
    if (stream.match(/^[=!<>]+/)) return 'operator'
    stream.next()
    return 'punctuation'
  },
}

/** The short form of `minapp-users/text`. */
export const conditionLanguage = StreamLanguage.define(parser)
