/**
 * In which order the batches of a layer are drawn, after the models. Within one surface lines lie under feet and signs, those under
 * arrows; what must be read (labels) and what moves (pointers) comes last and hides behind nothing.
 */
export const renderOrders = {
  shadow: 5,
  lineHalo: 19,
  lineCasing: 20,
  line: 21,
  foot: 25,
  arrowDepth: 29,
  arrow: 30,
  arrowCasing: 31,
  arrowHalo: 32,
  label: 40,
  pointer: 50,
} as const
