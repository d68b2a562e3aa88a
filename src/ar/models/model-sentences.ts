/** Why a model is not shown, and what a person can do about it. */
export const modelSentences = {
  index: 'The gallery cannot be reached. Check the connection, then place the model again.',
  unknown: 'This model is not in the gallery any more. Remove it or choose another one.',
  unreachable: 'This model could not be fetched. Check the connection, then place it again.',
  damaged: "This model's file is damaged. Ask an owner of the workspace to upload it again, or choose another one.",
  heavyFile: 'This model is too heavy for a phone: its file is larger than 64 MB. Choose another one, or have it made smaller.',
  unwanted: 'This model was removed before it had loaded.',
} as const
