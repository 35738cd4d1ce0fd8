"""The Starthilfe: three answers in, one next offer and what lies around it out. Every hit says why it is
there, and the same answers always lead to the same result."""

from offers.guide.answers import Answers, AnswersForm, Stage
from offers.guide.result import Result, result_for
from offers.guide.savings import SavingsForm

__all__ = ["Answers", "AnswersForm", "Result", "SavingsForm", "Stage", "result_for"]
