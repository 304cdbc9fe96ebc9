"""The bank of lesson 9."""

from judged import (  # noqa: F401
    test_a_right_answer_gets_all_points,
    test_a_wrong_answer_gets_its_headline,
    test_there_are_enough_of_both,
)
