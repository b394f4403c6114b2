(function(){var s=document.querySelectorAll('script[type="text/xml"]');for(var i=0;i<s.length;i++){
var m=s[i].textContent.match(/<record><!\[CDATA\[[\s\S]*?\]\]><\/record>/g)||[];
var u=document.createElement("ul");u.className="list";
u.innerHTML=m.slice(0,20).map(function(r){return r.replace("<record><![CDATA[","").replace("]]></record>","").replace("<span>",'<span class="date">');}).join("");
s[i].parentNode.appendChild(u);}})();
