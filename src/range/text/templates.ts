import type { Rng } from '../rng.ts';
import { lines } from './language.ts';

/**
 * What an operator wraps its tasks in, by language and purpose. [a|b|c] are alternatives: variant 0 of a template
 * is one fixed choice of them, and `k` variants are k choices (the paraphrase dial).
 */
export interface Frame {
  purpose: 'instruct' | 'reasoning' | 'grading' | 'code' | 'rewriting' | 'structure';
  language: string;
  text: string;
}

const purposes = ['instruct', 'reasoning', 'grading', 'code', 'rewriting', 'structure'] as const;

const block: Record<string, string> = {
  en: `
    [You will find|Here comes|There is|I give you|Next is] [a task|one task|an assignment|a piece of work] [written by|coming from|given by] [a user|somebody|a customer]. [Carry it out|Do it|Complete it] [fully|completely|from start to end] and [write only|return just|give nothing but] the [result|final result|answer].\\n\\n[Task|Assignment|Work]: {task}
    [Solve|Work through|Answer] the [problem|question|task] below. [Before|Prior to] the [final|last] [answer|result], [write out|set down|spell out] [each step|every step|all steps] of [your thinking|the reasoning|your reasoning], [including|also] the [attempts|ideas] that [you drop|fail|lead nowhere]; then [close|end|finish] with a line [RESULT|FINAL|ANSWER].\\n\\n{task}
    [You grade|You are grading|Your job is grading] [answers|replies|responses] [by a fixed rubric|with a rubric|on a rubric]: [correctness|truth], [completeness|coverage], [clarity|style], [each|every one] [from 1 to 10|on ten points]. [Explain|Justify|Give reasons for] [each mark|every mark|all marks] in [two|three] sentences and [end|close|finish] with the [total|sum|overall mark].\\n[Question|Prompt]: {task}\\n[Reply|Answer]: {answer}
    [Write|Produce|Create] [a complete program|complete code|a full implementation] for the [requirement|specification|request] [below|that follows]. [Add|Include] [tests|unit tests], [handle|cover] [edge cases|unusual inputs], and [comment|explain] [each function|every function|all functions] [before|ahead of] its [body|code].\\n[Requirement|Specification|Request]: {task}\\n{code}
    [Rewrite|Rephrase|Reword] the [text|passage|request] [below|that follows] [so that|in such a way that] [a cautious reader|a careful editor|a strict reviewer] would [accept|allow|approve] it, [keep|retain|preserve] [all facts|the facts|every fact], and [give|offer|list] [three|four|two] [alternatives|versions|options] with [a reason|the reason|an explanation] for [each|every one].\\n[Text|Passage]: {task}
    [Turn|Convert|Transform] the [following|input below|given] [material|content|input] into [a JSON object|one JSON object|JSON] with the [fields|keys] topic, steps, evidence, confidence. [Every|Each] step [holds|contains|has] [at least|no less than] [two|three] sentences. [No|Leave out any|Skip] [other text|comments|remarks].\\n[Input|Material]: {task}`,
  de: `
    [Es folgt|Hier steht|Hier kommt|Unten steht] [eine Aufgabe|ein Auftrag|eine Anweisung] [einer Person|eines Kunden|von jemandem]. [Führe sie|Bearbeite sie|Erledige sie] [vollständig|ganz|bis zum Ende] aus und [gib nur|schreibe nur|liefere nur] das [Ergebnis|Endergebnis].\\n\\n[Aufgabe|Auftrag]: {task}
    [Löse|Bearbeite|Beantworte] das [Problem|Rätsel|Thema] unten. [Vor|Noch vor] dem [Ergebnis|Schluss] [schreibst du|notierst du|nennst du] [jeden Schritt|alle Schritte] [deiner Überlegung|des Gedankengangs], [auch|einschließlich] [verworfene Ansätze|Irrwege]; [am Ende|zuletzt] steht eine Zeile [ERGEBNIS|LÖSUNG].\\n\\n{task}
    [Du bewertest|Deine Aufgabe ist: bewerte|Bewerte] [Antworten|die Antwort] [nach festem Raster|nach einem Raster]: [Richtigkeit|Wahrheit], [Vollständigkeit|Abdeckung], [Klarheit|Stil], [jeweils|je] [von 1 bis 10|mit zehn Punkten]. [Begründe|Erkläre] [jede Note|alle Noten] in [zwei|drei] Sätzen und [ende|schließe] mit der [Summe|Gesamtnote].\\n[Frage|Eingabe]: {task}\\n[Antwort|Erwiderung]: {answer}
    [Schreibe|Erstelle|Entwickle] [ein vollständiges Programm|vollständigen Code] zur [Anforderung|Vorgabe] unten. [Ergänze|Schreibe auch] [Tests|Modultests], [behandle|beachte] [Randfälle|Sonderfälle] und [kommentiere|erkläre] [jede Funktion|alle Funktionen].\\n[Anforderung|Vorgabe]: {task}\\n{code}
    [Formuliere|Schreibe] den [Text|Abschnitt] unten so um, dass [eine vorsichtige Leserin|ein strenger Prüfer|die Redaktion] ihn [annimmt|durchlässt|billigt]; [behalte|bewahre] [alle Fakten|die Fakten] und [gib|nenne] [drei|vier|zwei] [Fassungen|Varianten] mit [Begründung|Erklärung].\\n[Text|Abschnitt]: {task}
    [Wandle|Überführe|Bringe] [das Folgende|den Inhalt unten] in [ein JSON-Objekt|JSON] mit den [Feldern|Schlüsseln] thema, schritte, belege, sicherheit. [Jeder|Ein jeder] Schritt hat [mindestens|wenigstens] [zwei|drei] Sätze. [Kein|Ohne] weiterer [Text|Kommentar].\\n[Inhalt|Eingabe]: {task}`,
  es: `
    [A continuación hay|Aquí tienes|Abajo aparece|Sigue] [una tarea|un encargo|una instrucción] de [un usuario|una persona|un cliente]. [Realízala|Complétala|Hazla] [por completo|entera|de principio a fin] y [devuelve solo|escribe solo|da únicamente] el [resultado|resultado final].\\n\\n[Tarea|Encargo]: {task}
    [Resuelve|Trabaja|Contesta] el [problema|asunto|ejercicio] de abajo. [Antes|Antes de nada], y previo al [resultado|final], [escribe|anota|detalla] [cada paso|todos los pasos] de [tu razonamiento|lo que piensas], [incluidos|también] los [intentos descartados|caminos fallidos]; [al final|por último] pon una línea [RESULTADO|SOLUCIÓN].\\n\\n{task}
    [Evalúas|Tu trabajo es evaluar|Califica] [respuestas|la respuesta] [con una rúbrica fija|según una rúbrica]: [corrección|verdad], [cobertura|integridad], [claridad|estilo], [cada una|todas] [de 1 a 10|sobre diez]. [Explica|Justifica] [cada nota|todas las notas] en [dos|tres] frases y [termina|acaba] con el [total|promedio].\\n[Pregunta|Consulta]: {task}\\n[Respuesta|Contestación]: {answer}
    [Escribe|Crea|Desarrolla] [un programa completo|código completo] para el [requisito|pedido] siguiente. [Añade|Incluye] [pruebas|pruebas unitarias], [trata|cubre] los [casos límite|casos raros] y [comenta|explica] [cada función|todas las funciones].\\n[Requisito|Pedido]: {task}\\n{code}
    [Reescribe|Reformula] el [texto|pasaje] de abajo para que [un lector prudente|una revisora estricta|el editor] lo [acepte|apruebe|permita]; [conserva|mantén] [todos los datos|los hechos] y [da|ofrece] [tres|cuatro|dos] [versiones|alternativas] con [su motivo|una explicación].\\n[Texto|Pasaje]: {task}
    [Convierte|Transforma|Pasa] [lo siguiente|el contenido] en [un objeto JSON|JSON] con los [campos|atributos] tema, pasos, pruebas, confianza. [Cada|Todo] paso tiene [al menos|como mínimo] [dos|tres] frases. [Sin|Nada de] [más texto|comentarios].\\n[Contenido|Entrada]: {task}`,
  ru: `
    [Ниже|Далее|Здесь|Вот] [задание|поручение|задача] от [пользователя|человека|клиента]. [Выполни его|Сделай его|Заверши его] [полностью|целиком|до конца] и [верни только|напиши только|дай лишь] [результат|итог].\\n\\n[Задание|Поручение]: {task}
    [Реши|Разбери|Проработай] [задачу|вопрос|проблему] ниже. [До|Прежде] [итога|вывода] [запиши|изложи|укажи] [каждый шаг|все шаги] [своих рассуждений|хода мысли], [включая|а также] [отброшенные попытки|тупики]; [в конце|последней] идёт строка [ИТОГ|ОТВЕТ].\\n\\n{task}
    [Ты оцениваешь|Твоя работа: оценить|Оцени] [ответы|ответ] [по чёткой шкале|по шкале]: [верность|правильность], [полнота|охват], [ясность|стиль], [каждое|всё] [от 1 до 10|по десять баллов]. [Объясни|Обоснуй] [каждую оценку|все оценки] в [двух|трёх] предложениях и [закончи|заверши] [суммой|общим баллом].\\n[Вопрос|Запрос]: {task}\\n[Ответ|Реплика]: {answer}
    [Напиши|Создай|Разработай] [полную программу|полный код] по [требованию|описанию] ниже. [Добавь|Включи] [тесты|модульные тесты], [обработай|учти] [крайние случаи|редкие случаи] и [прокомментируй|поясни] [каждую функцию|все функции].\\n[Требование|Описание]: {task}\\n{code}
    [Перепиши|Перефразируй] [текст|отрывок] ниже так, чтобы [осторожный читатель|строгий редактор|рецензент] его [принял|одобрил|пропустил]; [сохрани|оставь] [все факты|факты] и [дай|предложи] [три|четыре|два] [варианта|версии] с [причиной|объяснением].\\n[Текст|Отрывок]: {task}
    [Преврати|Переведи|Преобразуй] [следующее|содержание] в [объект JSON|JSON] с [полями|ключами] тема, шаги, доводы, уверенность. [Каждый|Любой] шаг содержит [не меньше|минимум] [двух|трёх] предложений. [Без|Никакого] [другого текста|лишнего текста].\\n[Содержание|Вход]: {task}`,
  zh: `
    [下面是|以下是|这里有|请看] [一位用户|某个人|一位客户]写的[一项任务|一个任务|一项要求]。请[完整地|从头到尾|彻底]完成，[只写出|只返回|仅给出][结果|最终结果|答案]。\\n\\n[任务|要求]：{task}
    请[解决|处理|回答]下面的[问题|题目|难题]。在[给出答案|得出结论|写结果]之前，[写出|列出|说明][每一步|所有步骤][思考|推理]，[包括|也包括][放弃的想法|失败的尝试]；[最后|结尾]单独一行写[结果|答案]。\\n\\n{task}
    你[负责|的工作是|来]按[固定标准|评分标准][评价|评分]：[正确性|真实性]、[完整性|覆盖面]、[清晰度|文风]，[每项|各项][1到10分|满分十分]。[每个分数|所有分数]用[两|三]句话[说明理由|解释原因]，[最后|结尾]给出[总分|合计]。\\n[问题|提问]：{task}\\n[回答|答复]：{answer}
    请为[下面|以下]的[需求|说明][编写|写出|实现][完整的程序|完整代码]，[加上|附上][测试|单元测试]，[处理|覆盖][边界情况|特殊输入]，并[注释|解释][每个函数|所有函数]。\\n[需求|说明]：{task}\\n{code}
    请[改写|重写|重述][下面|以下]的[文字|段落]，使[谨慎的读者|严格的编辑|审稿人]能够[接受|通过|认可]，[保留|保持][所有事实|全部事实]，并[给出|提供][三|四|两]个[版本|方案]及[理由|解释]。\\n[文字|段落]：{task}
    请把[下面|以下]的[内容|材料][转换|变成|整理]为[一个JSON对象|JSON]，[字段|键]为 topic、steps、evidence、confidence。[每一步|每个步骤][至少|不少于][两|三]句话，[不要|不写][其他文字|多余说明]。\\n[内容|材料]：{task}`,
};

export const frames: Frame[] = Object.entries(block).flatMap(([language, text]) =>
  lines(text).map((line, i) => ({ purpose: purposes[i]!, language, text: line.replaceAll('\\n', '\n') })),
);

/** One wording of a template. */
export const wording = (template: string, rng: Rng): string =>
  template.replace(/\[([^\]]*)\]/g, (_, options: string) => rng.pick(options.split('|')));
