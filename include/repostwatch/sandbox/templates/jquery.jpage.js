window.$=function(s){return{jpage:function(o){
var p=o.ajaxParam,q="startrecord=1&endrecord="+o.perPage*o.groupSize+"&perpage="+o.perPage;
for(var k in p){q+="&"+k+"="+encodeURIComponent(p[k]);}
fetch(o.proxyUrl+"?"+q).then(function(r){return r.text();}).then(function(t){
var m=t.match(/<record><!\[CDATA\[[\s\S]*?\]\]><\/record>/g)||[],u=document.createElement("ul");u.className="list";
u.innerHTML=m.slice(0,o.perPage).map(function(r){return r.replace("<record><![CDATA[","").replace("]]></record>","").replace("<span>",'<span class="date">');}).join("");
document.getElementById(s.slice(1)).appendChild(u);});}};};
