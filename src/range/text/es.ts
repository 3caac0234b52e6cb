import { type Language, lines, words } from './language.ts';

export const es: Language = {
  code: 'es',
  gap: ' ',
  subject: (aspect, noun) => `${aspect} de ${noun}`,
  nouns: words(`
    las_bicicletas el_pan_casero los_pisos_de_alquiler los_discursos el_huerto los_trenes_nocturnos las_placas_solares
    las_casas_antiguas la_rodilla los_cafés el_ajedrez la_música_coral las_entrevistas los_impuestos las_bases_de_datos
    las_pruebas_unitarias la_tienda_en_línea las_plantas el_maratón los_juegos_de_mesa los_cuentos los_ensayos el_sueño
    las_excursiones las_cámaras los_cursos_de_idiomas los_pódcast la_acuarela los_seguros los_talleres las_reuniones
    las_cartas_de_presentación las_bibliotecas las_cafeteras los_boletines el_álgebra las_cadenas_de_suministro las_mareas
    los_castillos el_teatro las_recetas los_jerséis la_guitarra las_hojas_de_cálculo los_registros_de_errores las_facturas
    las_encuestas los_barcos las_aves las_colmenas los_perros las_novelas_negras los_mapas los_exámenes los_cuchillos
    la_nieve los_presupuestos el_punto las_colas_de_mensajes`),
  aspects: words(`
    el_coste la_historia la_seguridad la_estructura el_propósito el_calendario la_calidad el_peso el_diseño
    el_mantenimiento el_origen el_sabor la_precisión la_longitud la_legalidad la_elección el_tono el_orden el_consumo
    la_financiación la_velocidad la_documentación la_limpieza el_almacenamiento la_traducción la_popularidad
    la_psicología el_riesgo la_reparación la_medición los_límites las_ventajas las_desventajas el_futuro el_significado
    el_color el_ritmo el_precio`),
  adjectives: words(`
    breve honesto detallado simple cuidadoso moderno barato tranquilo formal amable técnico temprano suave completo raro
    práctico local típico serio alegre claro seco fiable lento familiar inusual estricto vivo sencillo escéptico anual`),
  openers: lines(`
    Hola,
    Buenos días.
    ¡Hola!
    Una pregunta rápida:
    Otra vez yo,
    Estoy atascado.
    Bueno,
    Otra cosa:
    Para {o}:
    Gracias de parte de {o}.`),
  asks: lines(`
    explica {s} a alguien de {o}
    en qué se equivoca {o} con {s}
    escribe un texto {a} sobre {s} en {d} párrafos
    necesito un plan {a} para {s} antes de que vuelva {o}
    compara {s} con {s}
    dame {d} ideas sobre {s}, en tono {a}
    comprueba si {s} importa para {n}
    por qué {s} depende tanto de {n}
    redacta un mensaje {a} a {o} sobre {s}
    convierte mis notas sobre {s} en algo {a}
    haz una tabla de {s} frente a {s}
    enumera {d} preguntas sobre {s}
    {o} dice que {s} está sobrevalorado, ¿es verdad?
    ayúdame a elegir entre {n} y {n}, sobre todo por {s}
    guion para {d} personas sobre {s}, tono {a}
    enséñame {s} en {d} pasos
    mi razonamiento sobre {s} tiene un error, búscalo
    escribe un poema {a} donde {o} piensa en {s}
    {d} ejemplos de {s} en la vida diaria
    cuántas horas lleva {s} cuando aparece {n}
    calcula {s} si solo tenemos {D}
    {d} títulos para un artículo {a} sobre {s}
    haz de {o} y discute conmigo sobre {s}`),
  contexts: lines(`
    {o} lo intentó el año pasado con {n} y lo dejó.
    En {o} tenemos {d} semanas y un equipo {a}.
    {o} leyó algo {a} sobre {n}, sin enlace.
    El último intento de {o} costó {D}.
    Es para {o}, que se fija mucho en {s}.
    {o} ya conoce {n}, no hace falta que lo cuentes.
    Lo difícil es {s}.
    Para {o} llevo {d} páginas.
    {o} mencionó {n} como alternativa.
    {o} pasó de {n} a {n} en primavera.
    En {o} hay unas {D} personas implicadas.
    Nadie en {o} me lo supo decir.
    Hay que entregar en {d} días y {o} no está.
    Tiene que funcionar con {o} y {n}.
    Mi borrador para {o} suena demasiado {a}.`),
  constraints: lines(`
    Menos de {D} palabras.
    Sin listas, por favor.
    Responde en {d} frases.
    Menciona {n}.
    Que suene {a}.
    Empieza por {s}.
    Con un ejemplo de {o}.
    Deja fuera {n}.`),
  followups: lines(`
    ¿y qué pasa con {s}?
    ¿puede ser más {a}?
    ahora lo mismo para {n}
    no entiendo lo de {s}
    más corto, por favor
    genial, gracias, ¿qué diría {o}?
    ¿por qué {d} y no más?
    sigue
    no es eso, piensa en {n}
    otro ejemplo con {n}
    ¿y si solo tuviéramos {D}?
    gracias
    ¿vale también para {n}?`),
  replies: lines(`
    Se puede ver a través de {s}.
    Hay {d} puntos importantes sobre {n}.
    En resumen, {s} pesa más que {n}.
    Con {n}, empieza por algo {a}.
    Depende de {s}, que suele ser {a}.
    Aquí va una versión que tiene en cuenta {n}.
    Mucha gente subestima {s}.
    Podrías dedicar unos {D} a {n}.
    Primero {n}, después {s}.
    Yo propondría {d} pasos.`),
  jobs: lines(`
    Clasifica la consulta recibida por {o} según trate de {n}, {n} u otra cosa: {text}
    Resume el informe sobre {n} para el equipo de {o} en {d} líneas. {text}
    Extrae nombres, fechas e importes para {o} en formato JSON. {text}
    Escribe una descripción {a} para el catálogo de {o} con estas notas: {text}
    Redacta una respuesta {a} del servicio de atención de {o}. {text}
    Puntúa de 1 a {d} lo {a} que es la respuesta según la guía de {o}. {text}`),
  systems: lines(`
    Eres el asistente {a} de {o}. Ayudas con {n} y {n}. No hables de {s}. En caso de duda, remite a la oficina de {o}.
    Trabajas para {o}. Responde sobre {n} de modo {a}, en {d} frases como mucho.
    Ayuda interna de {o}: conoce {n}, {n} y {s}. Cita el apartado {d} del manual.`),
};
