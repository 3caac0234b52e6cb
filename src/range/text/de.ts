import { type Language, lines, words } from './language.ts';

export const de: Language = {
  code: 'de',
  gap: ' ',
  subject: (aspect, noun) => `${aspect} von ${noun}`,
  nouns: words(`
    Fahrrädern Sauerteigbrot Mietwohnungen Hochzeitsreden Gemüsebeeten Nachtzügen Solaranlagen Altbauten Kniebeschwerden
    kleinen_Cafés Schacheröffnungen Chormusik Bewerbungsgesprächen Steuererklärungen Datenbanken Modultests Webshops
    Zimmerpflanzen Marathontraining Brettspielen Kurzgeschichten Referaten Schlafgewohnheiten Wanderungen Kameras
    Sprachkursen Podcasts Aquarellen Versicherungsfällen Autoreparaturen Sitzungen Anschreiben Büchereien Kaffeemaschinen
    Rundschreiben regulären_Ausdrücken linearer_Algebra Lieferketten Gezeiten Burgen Theaterstücken Familienrezepten
    Wollpullovern Gitarrengriffen Tabellen Fehlerprotokollen Rechnungen Umfragen Flussschiffen Vogelbeobachtung
    Bienenstöcken Hundeschulen Wärmepumpen Hörspielen Glasuren Landkarten Prüfungsfragen Küchenmessern Skigebieten
    Haushaltsplänen Kriminalromanen Strickmustern`),
  aspects: words(`
    Kosten Geschichte Sicherheit Aufbau Zweck Zeitplanung Qualität Gewicht Gestaltung Pflege Herkunft Geschmack Länge
    Rechtslage Auswahl Tonfall Anordnung Energieverbrauch Finanzierung Geschwindigkeit Dokumentation Reinigung Lagerung
    Übersetzung Beliebtheit Psychologie Risiken Reparatur Benennung Messung Grenzen Vorteile Nachteile Zukunft Bedeutung
    Farbe Rhythmus Preise`),
  adjectives: words(`
    kurz ehrlich ausführlich einfach sorgfältig modern günstig leise förmlich freundlich technisch früh grob sanft
    vollständig seltsam praktisch örtlich typisch ernst spielerisch klar trocken zuverlässig langsam vertraut ungewöhnlich
    streng lebhaft schlicht skeptisch`),
  openers: lines(`
    Hallo,
    Guten Morgen,
    Hi!
    Kurze Frage:
    Ich komme nicht weiter.
    Nochmal ich,
    Also,
    Noch etwas:
    Für {o}:
    Danke auch von {o}.`),
  asks: lines(`
    erkläre {s} für jemanden aus {o}
    was machen Leute in {o} meistens falsch bei {s}
    schreibe einen Text über {s}, eher {a}, mit {d} Absätzen
    bevor {o} zurück ist, ein Plan zu {s}
    vergleiche bitte {s} mit {s}
    gib mir {d} Ideen zu {s}, gern {a}
    prüfe, ob {s} für {n} wichtig ist
    warum hängt {s} so stark von {n} ab
    entwirf eine Nachricht an {o} über {s}
    mach aus meinen Notizen zu {s} etwas, das {a} klingt
    erstelle eine Tabelle zu {s} und {s}
    nenne {d} Fragen, die man zu {s} stellen sollte
    {o} meint, {s} werde überschätzt, stimmt das
    hilf mir zwischen {n} und {n} zu wählen, vor allem wegen {s}
    gliedere einen Vortrag über {s} vor {d} Leuten
    bring mir {s} in {d} Schritten bei
    wo ist der Fehler in meiner Überlegung zu {s}
    ein Gedicht: {o} denkt über {s} nach
    {d} Beispiele für {s} im Alltag, möglichst {a}
    wie viele Stunden braucht {s}, wenn {n} dazukommt
    schätze {s}, wenn wir nur {D} haben
    schlage Titel für einen Artikel über {s} vor, {a} und knapp
    spiel {o} und streite mit mir über {s}`),
  contexts: lines(`
    {o} hat es letztes Jahr mit {n} versucht und aufgegeben.
    Wir von {o} haben {d} Wochen Zeit.
    In {o} las ich etwas über {n}, der Link ist weg.
    Der letzte Versuch von {o} hat {D} gekostet.
    Es ist für {o}, dort zählt vor allem {s}.
    {n} kennt {o} schon, das kannst du weglassen.
    Schwierig ist vor allem {s}.
    Bisher hat {o} {d} Seiten, ziemlich {a}.
    {o} hat {n} als Alternative erwähnt.
    {o} ist von {n} zu {n} gewechselt.
    Bei {o} geht es um {D} Personen.
    Niemand in {o} konnte es mir sagen.
    In {d} Tagen ist Abgabe und {o} ist weg.
    Es muss mit {n} und {o} funktionieren.
    Mein Entwurf für {o} klingt zu {a}.`),
  constraints: lines(`
    Höchstens {D} Wörter.
    Bitte ohne Aufzählungen.
    Antworte in {d} Sätzen.
    Erwähne auch {n}.
    Es soll {a} klingen.
    Beginne mit {s}.
    Mit einem Beispiel aus {o}.
    Lass {n} weg.`),
  followups: lines(`
    und was ist mit {s}?
    geht das auch {a}?
    jetzt dasselbe für {n}
    den Teil zu {s} verstehe ich nicht
    kürzer bitte
    super, danke! was würde {o} sagen
    warum {d} und nicht mehr?
    weiter
    nicht ganz, denk an {n}
    noch ein Beispiel mit {n}
    und wenn wir nur {D} hätten
    danke
    stimmt das auch für {n}?`),
  replies: lines(`
    Man kann es über {s} angehen.
    Zu {n} sind {d} Punkte wichtig.
    Kurz gesagt: {s} zählt mehr als {n}.
    Bei {n} beginnt man am besten {a}.
    Das hängt von {s} ab.
    Hier ist eine Fassung, die {n} berücksichtigt.
    Viele unterschätzen {s}.
    Für {n} könnte man zunächst {D} einplanen.
    Zuerst {n}, danach {s}.
    Ich würde {d} Schritte vorschlagen.`),
  jobs: lines(`
    Ordne die Anfrage an {o} zu {n}, {n} oder Sonstiges zu: {text}
    Fasse den Bericht über {n} für {o} in {d} Zeilen zusammen. {text}
    Ziehe Namen, Daten und Beträge für {o} als JSON heraus. {text}
    Schreibe für den Katalog von {o} eine Beschreibung, {a} und genau: {text}
    Entwirf eine Antwort des Kundendienstes von {o}, Ton {a}. {text}
    Bewerte von 1 bis {d}, wie {a} die Antwort nach dem Leitfaden von {o} ist. {text}`),
  systems: lines(`
    Du bist der Assistent von {o}. Du hilfst bei {n} und {n}. Über {s} sprichst du nicht. Im Zweifel verweist du an die Zentrale von {o}.
    Du arbeitest für {o}. Antworte zu {n} stets {a}, in höchstens {d} Sätzen.
    Interne Hilfe von {o}: kennt {n}, {n} und {s}. Nennt den Abschnitt {d} des Handbuchs.`),
};
