// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Engine.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace tern::ui {

/// Where the system keeps no passwords: asked at every start, or a file encrypted with a passphrase; the person's choice. Thread: UI.
class SecretsChoice final : public QWidget {
    Q_OBJECT

public:
    explicit SecretsChoice(QWidget *parent = nullptr);

    /// Hidden when the system keeps them, or the file is open.
    void setPlace(engine::Engine::SecretsPlace place);
    /// The passphrase that makes or opens the file; empty: asked at every start.
    [[nodiscard]] QString passphrase() const;
    /// The file was chosen and no passphrase is typed.
    [[nodiscard]] bool isIncomplete() const;
    void chooseFile();

private:
    void showFields();

    engine::Engine::SecretsPlace m_place = engine::Engine::SecretsPlace::KeyRing;
    QComboBox *m_choice = nullptr;
    QLineEdit *m_passphrase = nullptr;
    QLabel *m_note = nullptr;
};

} // namespace tern::ui
