// What people ask in languages of which there are no prompts at hand: an opener, a middle, nouns and perhaps a tail.
const words = text => text.trim().split(/\s+/);
const phrases = text => text.split('|').map(phrase => phrase.trim());

export const phrasesOf = {
  es: {
    openers: phrases(`
      Hola, necesito ayuda con | ¿Cómo puedo mejorar | Explícame por favor | Escribe un texto sobre |
      Tengo un problema con | ¿Cuál es la diferencia entre | Resume esto para mí: |
      Traduce al inglés: | Dame ideas para | Revisa este correo sobre`),
    middles: phrases(`
      la receta de | el informe de | mi proyecto de | la historia de | el contrato de | una clase de |
      la presentación de | el presupuesto de | la página de | un poema sobre`),
    nouns: words(`
      cocina familia empresa viaje escuela salud música perro jardín ciudad mercado cliente venta
      pintura coche hospital abogado niño montaña playa cultura lengua ciencia guerra energía agua
      puente teatro fútbol vecino boda abuela factura impuesto alquiler piso playa curso examen tesis`),
    tails: phrases(`
      para mañana | con ejemplos | en tono formal | lo antes posible | sin tecnicismos |
      en tres párrafos | para un principiante | gracias | con una tabla | y por qué`),
  },
  de: {
    openers: phrases(`
      Kannst du mir erklären, wie | Schreibe bitte einen Text über | Ich brauche Hilfe bei |
      Was ist der Unterschied zwischen | Fasse zusammen: | Wie berechne ich |
      Formuliere eine höfliche E-Mail wegen | Gib mir Tipps für | Übersetze ins Englische: | Warum ist`),
    middles: phrases(`
      die Planung von | das Konzept für | der Vertrag über | eine Einführung in | meine Bewerbung für |
      die Steuer auf | das Rezept für | die Geschichte von | der Bericht zu | ein Gedicht über`),
    nouns: words(`
      Garten Wohnung Firma Urlaub Schule Gesundheit Musik Hund Stadt Markt Kunde Verkauf Auto Klinik
      Anwalt Kind Berg Strand Kultur Sprache Wissenschaft Energie Wasser Brücke Theater Fußball Nachbar
      Hochzeit Oma Rechnung Miete Kurs Prüfung Abschlussarbeit Heizung Fahrrad Bäckerei Verein
      Datenschutz Lager`),
    tails: phrases(`
      bis morgen | mit Beispielen | in formellem Ton | kurz bitte | ohne Fachbegriffe |
      in drei Absätzen | für Anfänger | danke | als Tabelle | und warum`),
  },
  fr: {
    openers: phrases(`
      Peux-tu m'expliquer | Écris un texte sur | J'ai besoin d'aide pour |
      Quelle est la différence entre | Résume ceci : | Comment calculer |
      Rédige un mail poli au sujet de | Donne-moi des idées pour | Traduis en anglais : | Pourquoi`),
    middles: phrases(`
      la préparation de | le projet de | le contrat de | une introduction à | ma candidature pour |
      la recette de | l'histoire de | le rapport sur | un poème sur | le budget de`),
    nouns: words(`
      jardin appartement entreprise voyage école santé musique chien ville marché client vente voiture
      hôpital avocat enfant montagne plage culture langue science énergie eau pont théâtre football
      voisin mariage grand-mère facture loyer cours examen mémoire chauffage vélo boulangerie
      association stock vin`),
    tails: phrases(`
      pour demain | avec des exemples | sur un ton formel | en bref | sans jargon |
      en trois paragraphes | pour débutant | merci | sous forme de tableau | et pourquoi`),
  },
  ru: {
    openers: phrases(`
      Объясни, пожалуйста, | Напиши текст про | Помоги мне с | В чём разница между |
      Кратко перескажи: | Как посчитать | Составь вежливое письмо о | Дай идеи для |
      Переведи на английский: | Почему`),
    middles: phrases(`
      подготовка к теме | проект про | договор на | введение в тему | резюме для | рецепт для |
      история про | отчёт о теме | стихотворение про | бюджет на`),
    nouns: words(`
      сад квартира фирма поездка школа здоровье музыка собака город рынок клиент продажа машина
      больница юрист ребёнок гора море культура язык наука энергия вода мост театр футбол сосед свадьба
      бабушка счёт аренда курс экзамен диплом отопление велосипед пекарня кружок склад дача`),
    tails: phrases(`
      к завтрашнему дню | с примерами | официально | коротко | простыми словами | в трёх абзацах |
      для новичка | спасибо | таблицей | и почему`),
  },
  ja: {
    openers: phrases(`
      教えてください、 | 次について書いて： | 助けてください、 | 違いは何ですか： | 要約して： |
      計算方法は？ | 丁寧なメールを書いて： | アイデアをください： | 英語に訳して： | なぜ`),
    middles: phrases(`
      計画と | 企画書と | 契約と | 入門としての | 応募書類と | レシピと | 歴史と | 報告書と | 詩と |
      予算と`),
    nouns: words(`
      庭 部屋 会社 旅行 学校 健康 音楽 犬 町 市場 顧客 販売 車 病院 弁護士 子供 山 海 文化 言語 科学
      エネルギー 水 橋 劇場 サッカー 隣人 結婚式 祖母 請求書 家賃 講座 試験 論文 暖房 自転車 パン屋
      倉庫 温泉 神社`),
    tails: phrases(`
      明日までに | 例を付けて | 丁寧に | 短く | 専門用語なしで | 三段落で | 初心者向けに |
      お願いします | 表で | 理由も`),
  },
  pt: {
    openers: phrases(`
      Oi, preciso de ajuda com | Como posso melhorar | Me explica por favor | Escreve um texto sobre |
      Qual a diferença entre | Resume isso: | Traduz para inglês: | Me dá ideias para |
      Revisa este e-mail sobre | Por que`),
    middles: phrases(`
      a receita de | o relatório de | meu projeto de | a história de | o contrato de | uma aula de |
      a apresentação de | o orçamento de | a página de | um poema sobre`),
    nouns: words(`
      cozinha família empresa viagem escola saúde música cachorro jardim cidade mercado cliente venda
      pintura carro hospital advogado criança serra praia cultura língua ciência energia água ponte
      teatro futebol vizinho casamento avó fatura imposto aluguel curso prova tese bolo samba loja`),
    tails: phrases(`
      para amanhã | com exemplos | em tom formal | logo | sem jargão | em três parágrafos |
      para iniciante | obrigado | com tabela | e por quê`),
  },
};
