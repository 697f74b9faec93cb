// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace tern::ui {

/// The languages that Tern speaks, as locale names: "en", "zh_CN".
[[nodiscard]] QStringList languages();

/// The locale that a setting asks for ("system", "en", "zh_CN") among those; everything else is English.
/// \param system  the system's locale names, most wanted first.
[[nodiscard]] QString languageFor(const QString &setting, const QStringList &system);

/// Makes tr() speak `language` (Tern's words and Qt's own) for the rest of the program's life, and dates and numbers with it.
/// \return whether all of Tern's words were found. Thread: UI, before any window.
bool installLanguage(const QString &language);

} // namespace tern::ui
