// MenuTie tells reka-ui's menu which button is its own: the one that gets the focus back, that does not count as outside, and
// that the menu is named after. reka-ui's own trigger would be fetched with the menu, which is long after the button is needed.

import { injectDropdownMenuRootContext } from 'reka-ui'
import { defineComponent, shallowRef, type PropType } from 'vue'

export const MenuTie = defineComponent({
  props: { button: { type: Object as PropType<HTMLElement>, required: true } },
  setup(props) {
    const menu = injectDropdownMenuRootContext()
    menu.triggerElement = shallowRef(props.button)
    menu.triggerId = props.button.id
    menu.contentId = props.button.id + '-menu'
    return () => null
  },
})
