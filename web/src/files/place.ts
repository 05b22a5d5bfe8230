// Places and people in messages, read out of the words in which they are stored. Pure.

export interface Place {
  name: string // title and address; empty if it has none
  at: string // "31.230400, 121.473700"; empty if only the name is known
  map: string // OpenStreetMap
  geo: string // for the map of the device
}

const POINT = /^(?:(.*?)\s*\()?(-?\d{1,2}(?:\.\d+)?), ?(-?\d{1,3}(?:\.\d+)?)\)?$/s

// readPlace finds the point of the earth in the words. Where there is none, maps look for the words.
export function readPlace(text: string): Place {
  const hit = POINT.exec(text.trim())
  const [lat, lon] = [Number(hit?.[2]), Number(hit?.[3])]
  if (!hit || Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    const query = encodeURIComponent(text.trim())
    return { name: text.trim(), at: '', map: `https://www.openstreetmap.org/search?query=${query}`, geo: `geo:0,0?q=${query}` }
  }
  const map = `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=16/${lat}/${lon}`
  return { name: hit[1] ?? '', at: `${hit[2]}, ${hit[3]}`, map, geo: `geo:${lat},${lon}` }
}

export interface Contact {
  name: string
  phone: string // as it was sent; empty if it has none
}

// readContact takes the number from the end of the text.
export function readContact(text: string): Contact {
  const hit = /^(.*?)[\s,:：]*(\+?\d[\d\s().-]{3,}\d)$/s.exec(text.trim())
  return hit ? { name: hit[1]!.trim(), phone: hit[2]! } : { name: text.trim(), phone: '' }
}
