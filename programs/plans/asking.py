"""Makes the form that a phone draws out of the knowledge."""

from exercises.load import Catalogue
from programs.engine.contract import Answer
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.intake import Option, ShowIf, Step
from programs.plans.form import (
    ConsentPoint,
    ConsentText,
    CountryEmergency,
    FormOption,
    FormRange,
    FormSection,
    FormStep,
    IntakeForm,
    ShownIf,
)
from programs.plans.safety import OUTCOMES, emergency_of, form_rows


def form(*, knowledge: Knowledge, catalogue: Catalogue) -> IntakeForm:
    """The questionnaire, the same for everybody until the knowledge changes."""
    asked = knowledge.intake
    return IntakeForm(
        knowledge=knowledge.version,
        consent=_consent(knowledge),
        sections=tuple(
            FormSection(
                id=section.id,
                title=section.title,
                steps=tuple(_step(step, knowledge=knowledge, catalogue=catalogue) for step in section.steps),
            )
            for section in asked.sections
        ),
        diagnosed_if=_shown_if(asked.diagnosed_if),
        safety=form_rows(knowledge=knowledge),
        stops={OUTCOMES[action]: told.title for action, told in knowledge.screening.actions.items() if told.blocks},
        answer_words=dict[Answer, str](asked.screening_options),
        none_of_these=asked.none_of_these,
        unsure_about_these=asked.unsure_about_these,
        countries=_countries(knowledge),
        elsewhere=emergency_of(None, knowledge=knowledge),
        review_sentence=review_sentence(knowledge),
    )


def review_sentence(knowledge: Knowledge) -> str | None:
    """What is said beside content that no registered clinician has reviewed; None once all of it is."""
    return knowledge.intake.unreviewed if knowledge.unreviewed else None


def consent_version(knowledge: Knowledge) -> str:
    """The version of the consent text that the form carries."""
    return str(knowledge.intake.consent.version)


def _consent(knowledge: Knowledge) -> ConsentText:
    text = knowledge.intake.consent
    return ConsentText(
        version=consent_version(knowledge),
        title=text.title,
        points=tuple(ConsentPoint(title=point.title, text=point.text) for point in text.points),
        accept=text.accept,
        decline=text.decline,
        declined=text.declined,
    )


def _countries(knowledge: Knowledge) -> tuple[CountryEmergency, ...]:
    listed = sorted(knowledge.emergency.countries.items(), key=lambda entry: entry[1].name)
    return tuple(
        CountryEmergency(**emergency_of(code, knowledge=knowledge).model_dump(), name=numbers.name)
        for code, numbers in listed
    )


def _step(step: Step, *, knowledge: Knowledge, catalogue: Catalogue) -> FormStep:
    return FormStep(
        id=step.id,
        field=step.field,
        kind=step.kind,
        text=step.text,
        help=step.help,
        options=(*map(_option, step.options), *_vocabulary(step, knowledge=knowledge, catalogue=catalogue)),
        range=FormRange(**step.range.model_dump()) if step.range else None,
        optional=step.optional,
        anew=step.anew,
        show_if=tuple(map(_shown_if, step.show_if)),
    )


def _option(option: Option) -> FormOption:
    return FormOption(
        value=option.value,
        label=option.label,
        help=option.help,
        also=option.also,
        sets=option.sets,
        answers=dict(option.answers),
        offered_if=tuple(map(_shown_if, option.offered_if)),
    )


def _shown_if(condition: ShowIf) -> ShownIf:
    return ShownIf(step=condition.step, answer=condition.answer, is_in=condition.is_in, at_least=condition.at_least)


def _vocabulary(step: Step, *, knowledge: Knowledge, catalogue: Catalogue) -> tuple[FormOption, ...]:
    """The options of a step that names a vocabulary in place of options."""
    words = catalogue.vocabulary
    match step.options_from:
        case "conditions":
            return tuple(
                FormOption(value=slug, label=condition.name, help=None, also=condition.synonyms, sets=None, answers={})
                for slug, condition in knowledge.conditions.items()
            )
        case "kit":
            named = words.kit
        case "household":
            named = words.household
        case "groups":
            named = {str(group): label for group, label in words.groups.items()}
        case None:
            return ()
    return tuple(
        FormOption(value=slug, label=_capital(label), help=None, also=(), sets=None, answers={})
        for slug, label in named.items()
        if not step.options_only or slug in step.options_only
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
