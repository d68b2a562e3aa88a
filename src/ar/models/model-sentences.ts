/** Why a model is not shown, and what a person can do about it. */
export const modelSentences = {
  index: 'The gallery cannot be reached. Check the connection, then place the model again.',
  unknown: 'This model is not in the gallery any more. Remove it or choose another one.',
  unreachable: 'This model could not be fetched. Check the connection, then place it again.',
  damaged:
    "This model's file is damaged. Ask an owner of the workspace to upload it again, or choose another one.",
  foreign: 'This file is not a glTF 2.0 model. Ask for it as one .glb file, or choose another model.',
  inPieces:
    'This model refers to other files that are not here. Ask for it as one .glb file that holds everything.',
  unknownExtension: (name: string): string =>
    `This model needs ${name.slice(0, 60)}, which cannot be shown here. Ask for it without that, or choose another one.`,
  heavyFile:
    'This model is too heavy for a phone: its file is larger than 64 MB. Ask for a smaller one, or choose another.',
  heavyShape:
    'This model is too heavy for a phone: it has more than a million triangles. Ask for a simpler one, or choose another.',
  heavyTextures:
    'This model is too heavy for a phone: its pictures have more than 33 million pixels. Ask for smaller ones, or choose another.',
  stuck: 'This model could not be unpacked. Reload the page, then place it again, or choose another one.',
  unwanted: 'This model was removed before it had loaded.',
} as const
