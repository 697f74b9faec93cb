// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"
#include "ui/theme/Theme.h"

#include <QWidget>

class QLabel;

namespace tern::ui {

class ElidedLabel;

/// The subject at the top of the reader, with labels, and how many messages the conversation has.
/// Thread: UI.
class SubjectHeader final : public QWidget {
    Q_OBJECT
public:
    explicit SubjectHeader(const Theme &theme, QWidget *parent = nullptr);
    /// What a list row knows: at once.
    void showRow(const store::MessageRow &row);
    /// What the message itself says.
    void showSubject(const QString &subject);
    /// \param shown  messages; 1: no conversation. \param older  so many more are left out.
    void showCount(int shown, int older);

private:
    void setLabels(const QStringList &labels);

    const Theme &m_theme;
    QLabel *m_subject;
    ElidedLabel *m_count;
    QWidget *m_labels;          ///< a Tag for each
};

} // namespace tern::ui
