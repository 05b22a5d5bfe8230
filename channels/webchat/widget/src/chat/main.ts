import './shell.css'
import './log.css'
import './foot.css'
import './files.css'
import './form.css'
import './shape.css'
import { greeted } from './site'

// The page itself begins when it is known whose it is: what one person wrote on this browser is not for the next one.
void greeted().then(() => import('./page'))
