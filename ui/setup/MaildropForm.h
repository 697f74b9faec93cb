// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace tern::ui {

/// How often a POP3 server is looked at, and what becomes of mail there once it is on this computer. Thread: UI.
class MaildropForm final : public QWidget {
    Q_OBJECT

public:
    explicit MaildropForm(QWidget *parent = nullptr);

    void setPolicy(const store::MaildropPolicy &policy);
    [[nodiscard]] store::MaildropPolicy policy() const;

Q_SIGNALS:
    void edited();

private:
    void show();

    enum Choice { Leave, LeaveForDays, Take };
    QComboBox *m_choice = nullptr;
    QSpinBox *m_days = nullptr;
    QCheckBox *m_untilDeleted = nullptr;
    QSpinBox *m_visits = nullptr;
};

} // namespace tern::ui
