function e(e){let t=e=>`"${(/^[=+\-@\t\r]/.test(e)?`'`+e:e).replaceAll(`"`,`""`)}"`;return`﻿`+e.map(e=>e.map(t).join(`,`)).join(`\r
`)+`\r
`}function t(e,t,n=`text/csv;charset=utf-8`){let r=document.createElement(`a`);r.href=URL.createObjectURL(new Blob([t],{type:n})),r.download=e,r.click(),setTimeout(()=>URL.revokeObjectURL(r.href),1e4)}export{t as n,e as t};