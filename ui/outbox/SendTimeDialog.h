// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

#include <QDialog>

class QDateTimeEdit;
class QLabel;

namespace tern::ui {

class PrimaryButton;
class Theme;

/// Asks for a time at which a message is to go.
/// Thread: UI.
class SendTimeDialog final : public QDialog {
    Q_OBJECT
public:
    /// \param at  what it starts with
    SendTimeDialog(const Theme &theme, UnixMillis at, QWidget *parent = nullptr);
    [[nodiscard]] QDateTimeEdit &field() { return *m_field; }

Q_SIGNALS:
    /// Always a time to come.
    void chosen(tern::UnixMillis at);

private:
    void check();

    QDateTimeEdit *m_field;
    QLabel *m_note;
    PrimaryButton *m_button;
};

} // namespace tern::ui
