import type { ToolTexts } from './zh-CN'

export default {
  tools: {
    name: 'Filter and order', order: 'Order', own: 'As usual', newest: 'Newest message', longest: 'Longest waiting', only: 'Only', channel: 'Channel', group: 'Group', speciality: 'Speciality', any: 'Any', clear: 'Clear filters', more: 'The figures are of the first {n}',
    is: { reply: 'Needs reply', overdue: 'Overdue', complaint: 'Complaint', promise: 'Promise', left: 'Left message', draft: 'Draft' },
    views: 'Views', none: 'No view is saved', shared: 'Shared by {group}', save: 'Save these filters as a view', called: 'Name of the view', forWhom: 'For whom', me: 'Only me', keep: 'Save', rename: 'Rename', drop: 'Delete', sure: 'Delete it', close: 'Close',
  },
} satisfies ToolTexts
