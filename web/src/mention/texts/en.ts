export default {
  mention: { list: 'Colleagues', none: 'No such colleague', results: '{n} colleague | {n} colleagues', hint: 'Whom you mention is told, and may read this session' },
}
