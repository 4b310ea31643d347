"""What does HistGradientBoosting of scikit-learn make of the same rows?

Reads JSON from stdin: {"classes": true, "words": [column numbers], "columns": [[cell…]…], "target": [number…],
"held": [0 or 1…]}, cells of words are their numbers, null is missing. Prints {"error", "share"}: root mean squared
error, or log loss and the share of rows named rightly, of the rows that are held back. Settings are the library's own.
"""

import json
import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import accuracy_score, log_loss, mean_squared_error

MOST_WORDS = 255

task = json.load(sys.stdin)
table = np.array(task["columns"], dtype=float).T
target = np.array(task["target"], dtype=float)
held = np.array(task["held"]) == 1
for column in task["words"]:
    # It takes at most 255 categories: the most frequent ones, and one for all others.
    cells = table[:, column]
    words, counts = np.unique(cells[~np.isnan(cells)], return_counts=True)
    known = {word: i for i, word in enumerate(words[np.argsort(-counts, kind="stable")][: MOST_WORDS - 1])}
    table[:, column] = [np.nan if np.isnan(cell) else known.get(cell, MOST_WORDS - 1) for cell in cells]
kind = HistGradientBoostingClassifier if task["classes"] else HistGradientBoostingRegressor
model = kind(categorical_features=task["words"] or None, random_state=1)
model.fit(table[~held], target[~held])
if task["classes"]:
    shares = model.predict_proba(table[held])
    named = model.classes_[shares.argmax(axis=1)]
    answer = {
        "error": log_loss(target[held], shares, labels=model.classes_),
        "share": accuracy_score(target[held], named),
    }
else:
    answer = {"error": mean_squared_error(target[held], model.predict(table[held])) ** 0.5, "share": None}
print(json.dumps(answer))
