// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/Address.h"

#include <QLineEdit>

#include <functional>

class QAbstractItemView;
class QCompleter;
class QStandardItemModel;

namespace tern::ui {

class FlowLayout;
class Pill;
class Theme;

/// The line in which an address is typed: tells of a backspace or a step left at its beginning, and of a paste with its line breaks.
class PillInput final : public QLineEdit {
    Q_OBJECT

public:
    using QLineEdit::QLineEdit;

    /// While it is open with a chosen line, Enter and Tab belong to it.
    void setPopup(const QAbstractItemView *popup) { m_popup = popup; }

Q_SIGNALS:
    void leftAtStart();
    void finished();
    void pasted(const QString &text);
    void focusLeft();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    [[nodiscard]] bool popupHasChoice() const;
    void pasteClipboard();

    const QAbstractItemView *m_popup = nullptr;
};

/// Recipients as pills with a place to type: comma, semicolon, Enter and Tab make a pill; backspace and the arrows reach
/// them; Enter or a double click makes one text again; what can't be an address is marked. Input methods work as in any line.
/// Thread: UI.
class RecipientEdit final : public QWidget {
    Q_OBJECT

public:
    using Lookup = std::function<std::vector<std::pair<QString, QString>>(const QString &prefix)>;

    RecipientEdit(const Theme &theme, QWidget *parent = nullptr);
    ~RecipientEdit() override;

    /// Known correspondents for what is typed: (name, address), best first. Called on the UI thread for every key; must be quick.
    void setLookup(Lookup lookup);
    /// Asked when those are few: calls back, on the UI thread, with more people for what is typed.
    using LookFurther = std::function<void(const QString &prefix, std::function<void(std::vector<std::pair<QString, QString>>)> then)>;
    void setLookFurther(LookFurther further) { m_further = std::move(further); }
    void setText(const QString &list);
    /// All recipients as an address list, the unfinished one too.
    [[nodiscard]] QString text() const;
    [[nodiscard]] const std::vector<mime::Address> &recipients() const { return m_recipients; }
    [[nodiscard]] bool isEmpty() const;
    /// Makes a pill of what is still being typed.
    void commit();
    /// The first recipient that no mail can go to; empty if there is none.
    [[nodiscard]] QString firstInvalid() const;
    [[nodiscard]] QLineEdit *input() const { return m_input; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void add(std::vector<mime::Address> addresses);
    void insertPill(const mime::Address &address);
    void remove(Pill *pill, bool focusNext);
    void editAgain(Pill *pill);
    bool pillKey(Pill *pill, QKeyEvent *event);
    void typed(const QString &text);
    void complete();
    void suggest(const std::vector<std::pair<QString, QString>> &people);
    void showSuggestions(const QString &prefix);
    void take(const QModelIndex &suggestion);

    const Theme &m_theme;
    FlowLayout *m_flow = nullptr;
    PillInput *m_input = nullptr;
    QCompleter *m_completer = nullptr;
    QStandardItemModel *m_suggestions = nullptr;
    Lookup m_lookup;
    LookFurther m_further;
    std::vector<mime::Address> m_recipients;
    QList<Pill *> m_pills;      // one for each recipient
    bool m_settingText = false;
};

} // namespace tern::ui
