/** The style sheet of the report. No gradients, no images, system fonts; colour never carries a meaning alone. */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1d1c1a;--soft:#625f59;--line:#e3e0da;--wash:#f7f5f1;--red:#a8201a;--amber:#8a5300;--green:#1c6b41;--slate:#4a5560;--link:#1a4f8b;
--sans:-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace}
@media screen and (prefers-color-scheme:dark){:root{--paper:#151617;--ink:#e9e6e1;--soft:#a09c94;--line:#2f3032;--wash:#1d1f20;--red:#ff8a80;--amber:#f0b458;--green:#6fcf97;--slate:#a9b4bf;--link:#8ab8ee}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:4.5rem;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:400 1rem/1.6 var(--sans);overflow-wrap:anywhere}
.page{max-width:64rem;margin:0 auto;padding:0 1.5rem}
h1,h2,h3,h4,p,ol,ul,dl,dd,pre,figure{margin:0;padding:0}
ol,ul{list-style:none}
a{color:var(--link);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:3px}
code,pre,kbd{font-family:var(--mono);font-size:.875em}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:3}
.soft{color:var(--soft)}.small{font-size:.875rem}
.print-only{display:none}
[hidden]{display:none!important}
.top{display:flex;flex-wrap:wrap;gap:.25rem 2rem;justify-content:space-between;padding-block:1.5rem;font-size:.875rem;color:var(--soft)}
.top b{color:var(--ink);font-weight:650}
.decision{padding-block:4rem 3rem;border-top:6px solid var(--tone)}
.decision.ship-now{--tone:var(--green)}.decision.fix-first{--tone:var(--amber)}.decision.delay-24-hours{--tone:var(--red)}
.decision h1{font-size:clamp(2.75rem,11vw,6rem);line-height:1;font-weight:700;letter-spacing:-.035em;color:var(--tone)}
.decision .says{font-size:clamp(1.25rem,3.4vw,1.75rem);line-height:1.3;font-weight:500;letter-spacing:-.01em;margin-top:1.25rem;max-width:34em}
.decision ul{margin-top:1.25rem;color:var(--soft);max-width:44em}
.decision li{padding-left:1.25rem;position:relative}.decision li+li{margin-top:.25rem}.decision li:before{content:"–";position:absolute;left:0}
.decision .rule{margin-top:1.25rem;font-size:.875rem;color:var(--soft)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:2rem;padding-block:2rem;border-top:1px solid var(--line)}
.figures dt{font-size:.875rem;color:var(--soft)}
.figures dd{font-size:1.25rem;font-weight:600;letter-spacing:-.01em;line-height:1.35;margin-top:.25rem}
.figures dd span{display:block;font-size:.875rem;font-weight:400;letter-spacing:0;color:var(--soft);margin-top:.25rem}
.bar{display:block;width:100%;height:8px;margin:.25rem 0 2.5rem}
.bar .proven{fill:var(--green)}.bar .failed{fill:var(--red)}.bar .unknown{fill:var(--line)}
nav{position:sticky;top:0;background:var(--paper);border-block:1px solid var(--line);z-index:2}
nav ul{display:flex;gap:1.75rem;overflow-x:auto;scrollbar-width:none;font-size:.9375rem}
nav a{display:block;padding-block:.875rem;color:var(--soft);text-decoration:none;white-space:nowrap}nav a:hover{color:var(--ink)}
section{padding-top:4.5rem}
h2{font-size:1.75rem;line-height:1.2;font-weight:650;letter-spacing:-.02em}
h2+.lead{margin-top:.5rem;color:var(--soft);max-width:44em}
h3{font-size:1.0625rem;line-height:1.4;font-weight:600}
h4{font-size:.8125rem;font-weight:600;color:var(--soft);margin-bottom:.5rem}
.areas{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:0 2.5rem;margin-top:1.5rem}
.areas li{display:flex;justify-content:space-between;gap:1rem;padding-block:.625rem;border-bottom:1px solid var(--line)}
.areas span{color:var(--soft);font-size:.875rem;text-align:right}
.tools{display:grid;grid-template-columns:minmax(12rem,1fr) auto;gap:.75rem 1rem;margin-top:2rem;align-items:center}
.chips{display:flex;flex-wrap:wrap;gap:.5rem;grid-column:1/-1;align-items:center}
input,select,button{font:inherit;font-size:.9375rem;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:.5rem .75rem;min-height:2.75rem}
input{width:100%}button{cursor:pointer}button:hover,select:hover,input:hover{border-color:var(--soft)}
button span{color:var(--soft);margin-left:.25rem}button[aria-pressed=true] span{color:inherit}button[aria-pressed=true]{background:var(--ink);border-color:var(--ink);color:var(--paper)}
.plain{border-color:transparent;color:var(--link);padding-inline:.25rem}.chips .count{margin-left:auto}
.risks{margin-top:1.5rem;border-top:1px solid var(--line)}
.risk{border-bottom:1px solid var(--line)}
.blocker{--tone:var(--red)}.incident{--tone:var(--amber)}.later{--tone:var(--slate)}
summary{cursor:pointer;list-style:none}summary::-webkit-details-marker{display:none}
.risk summary{display:grid;grid-template-columns:2.5rem 1fr auto;column-gap:1rem;padding-block:1.25rem;align-items:start}
.risk summary:hover h3{text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em}
.risk .number{font-size:1.75rem;line-height:1.1;font-weight:300;color:var(--soft);font-variant-numeric:tabular-nums}
.risk .label{display:flex;flex-wrap:wrap;gap:.125rem .75rem;font-size:.8125rem;color:var(--soft);margin-bottom:.125rem}
.risk .label b{color:var(--tone);font-weight:650}

.risk .effort{font-size:.875rem;color:var(--soft);white-space:nowrap;text-align:right;padding-top:.25rem}
.risk .effort:after,.more>summary:after{content:"+";display:inline-block;width:1.5rem;text-align:right;font-family:var(--mono)}
.risk details[open] .effort:after,.more[open]>summary:after{content:"–"}
.body{padding:0 0 2rem 3.5rem;display:grid;gap:1.5rem;max-width:54rem}
.body p{max-width:42em}
.body ol{counter-reset:step;display:grid;gap:.375rem}.body ol li{counter-increment:step;padding-left:1.75rem;position:relative;max-width:42em}
.body ol li:before{content:counter(step) ".";position:absolute;left:0;color:var(--soft);font-variant-numeric:tabular-nums}
.verify{border-left:3px solid var(--amber);padding-left:1rem}
.alike{border-top:1px solid var(--line)}.alike>li{border-bottom:1px solid var(--line)}
.alike summary{grid-template-columns:1.25rem 1fr;column-gap:0;padding-block:.625rem;font-weight:600}.alike summary:before{content:"+";font-family:var(--mono);color:var(--soft)}.alike details[open]>summary:before{content:"–"}.alike .body{padding:.25rem 0 1.25rem 1.25rem}
.code{position:relative;margin-top:.625rem}

.code+p{margin-top:.75rem}
pre{background:var(--wash);border-radius:6px;padding:.875rem 1rem;white-space:pre-wrap;line-height:1.55;tab-size:2}
.where{font-size:.875rem;color:var(--soft);margin-top:.75rem}
.code .copy{position:absolute;top:.5625rem;right:.5625rem;min-height:2rem;padding:.125rem .625rem;font-size:.8125rem}.code.copyable pre{padding-right:5.5rem}
.meta{font-size:.8125rem;color:var(--soft)}.meta p{max-width:54em}
.plan{display:grid;grid-template-columns:repeat(auto-fit,minmax(13.5rem,1fr));gap:2.5rem 2rem;margin-top:2rem}
.plan>li{border-top:3px solid var(--ink);padding-top:.75rem}
.plan .hours{font-size:1.25rem;font-weight:650;letter-spacing:-.01em;font-variant-numeric:tabular-nums}
.plan .task{padding-block:.75rem;border-top:1px solid var(--line);font-size:.9375rem;line-height:1.45}.plan ol{margin-top:.75rem}
.plan .task a{color:inherit;text-decoration-color:var(--line);text-decoration-thickness:1px}.plan .task a:hover{text-decoration-color:currentColor}
.plan .task p+p{margin-top:.25rem;font-size:.8125rem;color:var(--soft)}
.rows{margin-top:1.5rem;border-top:1px solid var(--line)}
.rows>li{padding-block:.875rem;border-bottom:1px solid var(--line);display:grid;grid-template-columns:minmax(6.5rem,auto) 1fr;column-gap:1.25rem}
.rows .key{font-size:.875rem;color:var(--soft);padding-top:.0625rem}
.rows .key.failed{color:var(--red);font-weight:600}.rows .key.unknown{color:var(--amber);font-weight:600}.rows .key.proven{color:var(--green)}
.rows .soft{font-size:.875rem}.rows details summary{color:var(--link);font-size:.875rem;padding-block:.25rem}
.map{width:100%;border-collapse:collapse;margin-top:1.5rem;font-size:.9375rem}
.map th{text-align:left;font-size:.8125rem;font-weight:600;color:var(--soft)}.map th,.map td{padding:.625rem 1.25rem .625rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.more{margin-top:1.5rem}.more>summary{padding-block:.625rem;border-bottom:1px solid var(--line);display:flex;justify-content:space-between;gap:1rem;font-weight:600}
footer{margin-top:5rem;padding-block:2rem;border-top:1px solid var(--line);font-size:.875rem;color:var(--soft);display:grid;gap:.25rem}
@media (max-width:40rem){
.page{padding-inline:1.125rem}.decision{padding-block:2.5rem 2rem}section{padding-top:3.5rem}.figures{grid-template-columns:1fr 1fr;gap:1.5rem 1rem}.figures dd{font-size:1.0625rem}
.tools{grid-template-columns:1fr}.risk summary{grid-template-columns:1.5rem 1fr;column-gap:.75rem}.risk .number{font-size:1.25rem}.risk .effort{grid-column:2;text-align:left;padding-top:.375rem;white-space:normal}.body{padding-left:0}
.rows>li{grid-template-columns:1fr}.chips .count{margin-left:0;width:100%}
.map thead{position:absolute;left:-99rem}.map tr{display:block;padding-block:.875rem;border-bottom:1px solid var(--line)}.map td{display:grid;grid-template-columns:6.5rem 1fr;gap:.75rem;padding:.1875rem 0;border:0}
.map td:before{content:attr(data-label);color:var(--soft);font-size:.8125rem;padding-top:.125rem}
}
@media print{
@page{margin:14mm 15mm}html{font-size:9.5pt}
:root{color-scheme:light}body{line-height:1.4}.page{max-width:none;padding:0}
nav,.tools,.screen-only,.risk .body,.skip,.effort:after{display:none!important}.print-only{display:block}
.top{padding-block:0 .5rem}.decision{padding-block:1rem .75rem;border-top-width:3px}.decision h1{font-size:30pt}.decision .says{font-size:13pt;margin-top:.5rem}.decision ul,.decision .rule{margin-top:.5rem}
.figures{padding-block:.5rem;gap:1rem;grid-template-columns:repeat(4,1fr)}.figures dd{font-size:11pt}.bar{margin-bottom:.75rem}
section{padding-top:1rem}h2{font-size:14pt}h3{font-size:9.5pt;line-height:1.3}.risks,.plan,.rows{margin-top:.5rem}
.risk summary{padding-block:.4rem;grid-template-columns:1.6rem 1fr auto}.risk .number{font-size:12pt}.risk,.task,.rows>li{break-inside:avoid}.fix-line{font-size:8.5pt;color:var(--soft)}
.sheet{break-before:page}.plan{display:block;columns:2;column-gap:1.5rem}.plan>li{margin-bottom:.75rem;border-top-width:2px;padding-top:.4rem}.plan .hours{font-size:11pt;break-after:avoid}.plan ol{margin-top:.25rem}.plan .task{padding-block:.3rem;font-size:8.5pt;line-height:1.3}.plan .task p+p{font-size:7.5pt;margin-top:.1rem}.plan .task:before{content:"\\2610\\00a0";float:left}.rows>li{padding-block:.25rem}.sheet .rows p{font-size:8.5pt;line-height:1.3}h2,.lead{break-after:avoid}
.plan a{text-decoration:none}footer{margin-top:1rem;padding-block:.5rem}
}
`
  .trim()
  .replaceAll('\n', '');
