// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace tern::ui {

/// A field for the path of a file, with a button to look for one. Thread: UI.
class FileField final : public QWidget {
    Q_OBJECT

public:
    struct Words {
        QString title;          ///< of the window that looks for a file
        QString filter;
        QString whenEmpty;
        QString about;          ///< tooltip, and what a screen reader says
    };
    explicit FileField(const Words &words, QWidget *parent = nullptr);

    void setFile(const QString &file);
    [[nodiscard]] QString file() const;

Q_SIGNALS:
    void edited();

private:
    QLineEdit *m_path = nullptr;
};

} // namespace tern::ui
