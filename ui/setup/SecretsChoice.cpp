// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/SecretsChoice.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tern::ui {

using Place = engine::Engine::SecretsPlace;

SecretsChoice::SecretsChoice(QWidget *parent) : QWidget(parent)
{
    m_note = new QLabel(tr("This system has no key ring to keep passwords in."), this);
    m_note->setWordWrap(true);
    m_choice = new QComboBox(this);
    m_choice->addItem(tr("Ask for the password at every start"));
    m_choice->addItem(tr("Keep it in a file encrypted with a passphrase"));
    m_choice->setAccessibleName(m_note->text());
    m_passphrase = new QLineEdit(this);
    m_passphrase->setEchoMode(QLineEdit::Password);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_note);
    column->addWidget(m_choice);
    column->addWidget(m_passphrase);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] { showFields(); });
    setPlace(Place::KeyRing);
}

void SecretsChoice::setPlace(Place place)
{
    m_place = place;
    const QString word = place == Place::LockedFile ? tr("Passphrase of the encrypted file") : tr("A new passphrase, asked for at every start");
    m_passphrase->setPlaceholderText(word);
    m_passphrase->setAccessibleName(word);
    setVisible(place == Place::Nowhere || place == Place::LockedFile);
    showFields();
}

void SecretsChoice::showFields()
{
    m_passphrase->setVisible(m_choice->currentIndex() == 1);
}

QString SecretsChoice::passphrase() const
{
    return isHidden() || m_choice->currentIndex() == 0 ? QString() : m_passphrase->text();
}

bool SecretsChoice::isIncomplete() const
{
    return !isHidden() && m_choice->currentIndex() == 1 && m_passphrase->text().isEmpty();
}

void SecretsChoice::chooseFile()
{
    m_choice->setCurrentIndex(1);
}

} // namespace tern::ui
