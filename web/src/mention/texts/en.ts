export default {
  mention: { list: 'Colleagues', none: 'No such colleague', results: '{n} colleagues', hint: 'Whom you mention is told, and may read this session' },
}
