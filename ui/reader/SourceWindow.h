// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/theme/Theme.h"

#include <QWidget>

namespace tern::ui {

class FindBar;
class LongText;

/// A message byte for byte, as text, however long; Ctrl+F finds words in it. A window of its own that deletes itself.
/// Thread: UI.
class SourceWindow final : public QWidget {
    Q_OBJECT
public:
    SourceWindow(const Theme &theme, const engine::OpenedMessagePtr &message, QWidget *parent);
    [[nodiscard]] LongText &text() { return *m_text; }
    void openFind();

private:

    LongText *m_text;
    FindBar *m_find;
};

} // namespace tern::ui
