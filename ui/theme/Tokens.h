// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace tern::ui {

/// Every colour of every window. No widget names a colour of its own.
struct Tokens {
    QColor background;    ///< behind fields; the window's own ground
    QColor pane;          ///< list, reader, dialogs
    QColor sidebar;
    QColor line;
    QColor text;
    QColor muted;
    QColor accent;
    QColor accentSoft;    ///< ground of pills, checked chips and file badges
    QColor onAccent;      ///< text on accent
    QColor selection;     ///< ground of a selected row
    QColor hover;         ///< ground under the pointer
    QColor warning;
    QColor warningGround;
    QColor good;
    QColor goodGround;
    QColor bad;
    QColor badGround;
    // The console is dark in both.
    QColor consoleGround;
    QColor consoleText;
    QColor consoleClient;
    QColor consoleServer;
    QColor consoleNote;
};

[[nodiscard]] const Tokens &lightTokens();
[[nodiscard]] const Tokens &darkTokens();

/// The ground of a correspondent's initials, the same for the same address; white text stands on it.
[[nodiscard]] QColor avatarGround(const QString &address);
[[nodiscard]] QColor avatarText();
/// The bar of a quotation; `level` from 1.
[[nodiscard]] QColor quoteBar(const Tokens &tokens, int level);

/// Contrast of two opaque colours, 1 to 21 [WCAG 2.1].
[[nodiscard]] double contrastRatio(const QColor &first, const QColor &second);

} // namespace tern::ui
