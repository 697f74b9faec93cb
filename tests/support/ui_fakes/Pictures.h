// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace tern::ui {
class Theme;
}

namespace tern::test {

/// Runs the event loop until `condition` holds. \return whether it did within `milliseconds`.
bool waitFor(const std::function<bool()> &condition, int milliseconds = 3000);
/// Lets everything that is queued happen.
void settle();

/// Shows a widget and writes it to <build>/pictures/<name>.png to be looked at. \return whether something was drawn and written.
bool picture(QWidget &widget, const QString &name);

/// Makes tr() answer in Simplified Chinese while it lives; false in `isLoaded` if there is no translation.
class ChineseWhile {
public:
    ChineseWhile();
    ~ChineseWhile();
    ChineseWhile(const ChineseWhile &) = delete;
    ChineseWhile &operator=(const ChineseWhile &) = delete;
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

private:
    class QTranslator *m_translator = nullptr;
    bool m_loaded = false;
};

} // namespace tern::test
